"""One plan played thousands of times: the engine, its result, and what is known of it exactly.

abreast      the chances of many plans that differ a little, in the same few fairs
answer       what is shown of a simulation
beforehand   the fairs as they are before anybody comes
columns      the columns that a simulation fills
conditioned  the chances worked out in each trial
engine       the simulation
enough       the rule that gives a plan its number of trials
expected     what can be known without simulating
figures      figures of a simulation of any size, one column at a time
ranks        values by their place in their order, of many trials too
result       what came out of a simulation, and the questions it answers, each with its standard
             error
trials       how many fairs are played, wherever somebody asks for a number of them
"""
