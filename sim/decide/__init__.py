"""What can be done about it: levers, steps, the stand team, the goal, plans side by side, months.

actions     what can be done about a plan, held against the trials of the plan as it is
backwards   from the joint goal of marketing and sales backwards
comparison  up to four plans side by side, trial by trial, and each of them beside not going at
            all
dials       a lever of a plan
levers      what would have to be different
sales       what the fair asks of sales in hours, and whether there is time to follow up
search      the setting of a lever at which a given chance of the fairs cover their costs
stories     three real trials that say what a weak, a middling and a strong fair look like
team        how many people on the stand
timeline    when the money comes
unmeasured   what one step more and the best team rest on, under what nobody has measured
variants    smaller plans that are asked about first
"""
