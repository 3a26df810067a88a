"""What is believed before the fair: inputs, ranges, costs and goal, and the file they stand in.

beliefs        what somebody thinks about one number
budget         the lines of a budget: costs, and income
checks         what a name, a number of the whole plan and a month may be
choices        what a plan leaves open: when it can still be cancelled
document       a plan as plain tables: what file, link and workbook put down and read
file           scenario files
funnel         the funnel as data
johnson        the Johnson quantile-parameterised distributions
parameters     every input of the model, declared once
round_numbers  numbers rounded to figures, and a belief in round numbers
problems       what can be wrong with a scenario: where, what, and what is allowed
scenario       one plan for one fair
steps          what could be done about a plan: prices, and what each step changes
tails          what lies beyond low and high, and what a range means to others
typed          what people type and paste, as numbers and lines
"""
