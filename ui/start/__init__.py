"""The start: seven questions, and the answer beside them from the first number on.

page       the questions beside the answer
questions  the boxes of each question
refined    what the plan says by now, where it is not what the answers make of it
said       what was typed, and the plan that comes of it
"""
