"""What is believed before the fair: inputs, ranges, costs and goal, and the file they stand in.

beliefs        what somebody thinks about one number
document       a plan as plain tables: what file, link and workbook put down and read
file           scenario files
funnel         the funnel as data
johnson        the Johnson quantile-parameterised distributions
parameters     every input of the model, declared once
round_numbers  numbers rounded to figures, and a belief in round numbers
problems       what can be wrong with a scenario: where, what, and what is allowed
scenario       one plan for one fair
typed_numbers  numbers as people type them
"""
