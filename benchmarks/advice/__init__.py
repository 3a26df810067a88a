"""Advice beside what a study of it found: `python -m benchmarks.advice`.

Before the advice of Quitte was mended its mathematics was studied apart, on the three examples as
they were then (`tests/reference/fairs`, without a busiest hour), and the study left figures to test
against. Here each of them is found again, by Quitte and, where they can say it, by plain draws of
`benchmarks.plain_fairs`, which share no code with it; beside it stands what the study says, and
whether the two differ by more than their noise. What cannot be found again is listed with why.

averages  advice that rests on the mean
drivers   what drives the profit, and how much of it is luck
figures   a figure beside the one of the study
known     what it is worth to know a number
later     deciding later
plans     the plans, and how they end in plain draws
together  which steps together, and how long ten of them take
"""
