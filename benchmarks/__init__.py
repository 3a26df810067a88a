"""Side by side with what somebody would use instead, always ratios within one run; and with how
fairs end.

calibration        whether forecasts after a fair hold as often as they say
calibration_years  whether next year's plan holds as often as it says
first              until the first picture, on a server that has just been started and later
leads              a large CSV file of leads, beside `pandas.read_csv`
load               many visitors at once, over websockets
many               many plans at once, beside one process a plan; two workers beside one
nine_of_ten        what it changes when low and high were meant as 9 of 10
page               from a key on the slider to the changed chart, in a browser
plain_numpy        the same fair in plain NumPy, for `speed`
questions          all questions of a plan, beside one simulation
speed              speed and accuracy of the simulation, beside plain NumPy
together           which steps together, beside every set of them, and how long it takes
"""
