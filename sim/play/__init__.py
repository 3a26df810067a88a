"""One plan played thousands of times: the engine, its result, and what is known of it exactly.

answer    what is shown of a simulation
columns   the columns that a simulation fills
engine    the simulation
expected  what can be known without simulating
result    what came out of a simulation, and the questions it answers, each with its standard
          error
triage    triage
trials    how many fairs are played, wherever somebody asks for a number of them
waiting   what triage changes on average
"""
