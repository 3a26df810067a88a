"""One plan played thousands of times: the engine, its result, and what is known of it exactly.

answer       what is shown of a simulation
columns      the columns that a simulation fills
conditioned  the chances worked out in each trial
engine       the simulation
enough       the rule that gives a plan its number of trials
expected     what can be known without simulating
follow_up    who is followed up where sales has only so many hours for it
peaks        how many visitors a stand with peaks serves
result       what came out of a simulation, and the questions it answers, each with its standard
             error
triage       triage
trials       how many fairs are played, wherever somebody asks for a number of them
waiting      what triage changes on average
"""
