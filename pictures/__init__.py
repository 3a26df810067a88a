"""Charts as pure functions: the rows and the specification, without a screen.

actions     pictures of what can be done
answer      what the charts show
base        charts as pure functions
comparison  pictures of a comparison as pure functions
evaluation  pictures of a fair that has been
months      the picture of a fair month by month as pure functions
research    the picture of what knowing is worth
why         pictures of why
year        the picture of a year of fairs as pure functions
"""
