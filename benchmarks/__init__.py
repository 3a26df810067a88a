"""Side by side with what somebody would use instead, always ratios within one run; and with how
fairs end.

advice       every figure of a study of advice, found again beside it; and how long ten steps
             take
calibration  whether forecasts after a fair, and next year's plan, hold as often as they say
faults       what is lost when database, disk or processes break: nothing
first        until the first picture, on a server that has just been started and later
leads        a large CSV file of leads, beside `pandas.read_csv`
load         many visitors at once, over websockets; two processes beside one
many         many plans at once, beside one process a plan; two workers beside one
nine_of_ten  what it changes when low and high were meant as 9 of 10
page         from a key on the slider to the changed chart, in a browser
plain_fairs  fairs drawn plainly, inputs first and luck after: truths that share no code
plain_numpy  the same fair in plain NumPy, for `speed`
questions    all questions of a plan, beside one simulation
reading      what a reader of the board's text alone decides, of the best possible; of a plan, and
             of a year
speed        speed and accuracy of the simulation, beside plain NumPy
together     which steps together, beside every set of them, and how long it takes
year         every set of a year's fairs, beside each set summed anew
"""
