"""The start: seven questions, and the answer beside them from the first number on.

page       the questions beside the answer
questions  the boxes of each question
said       what was typed, and the plan that comes of it
"""
