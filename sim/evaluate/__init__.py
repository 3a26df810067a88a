"""What the told means: the forecast as of a day, what made the difference, and next year's plan.

bridge     from the profit that was expected to the one that is expected now, or was made, step
           by step
next_plan  the plan for the next fair, from what earlier ones taught, and where its numbers are
           from
several    what several fairs say together, and the plan for the next one
stand      what the people at a stand tell of the share that it reached
standing   where a real number fell among the planned ones
updated    the forecast as of today
"""
