"""A plan, a comparison or a presentation as the parameter of an address.

comparison_link    a whole comparison in one parameter of an address
fingerprint        a short mark that proves two printouts equal
plan_link          a whole plan in one parameter of an address
plan_text          a plan and its seed as a text to keep
presentation       what a presentation link keeps, for the board or for a customer
year_link          a whole year of fairs in one parameter of an address
year_presentation  what a presentation link of a year keeps
"""
