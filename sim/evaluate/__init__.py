"""What the told means: the forecast as of a day, what made the difference, and next year's plan.

as_of       a fair as of a day: the forecast, its two ends, and whether it is too early to judge
beliefs     what the counts of one fair say of the beliefs of its plan
bridge      from the profit that was expected to the one that is expected now, or was made,
            step by step
days        the days on which somebody has something to do: follow up, judge, close
far_off     contacts that came so far from what was believed that the beliefs were too narrow
next_plan   the plan for the next fair, from what earlier ones taught, and where its numbers are
            from
open_leads  how far the leads come in the end
several     what several fairs say together, and the plan for the next one
stand       what people at a stand tell of the share that it reached, and of contacts an hour
standing    where a real number fell among the planned ones
updated     the forecast as of today
year_as_of  a year of several fairs as of a day, and what they say of good years
"""
