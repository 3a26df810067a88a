"""Closed until somebody asks: what is known more closely of a year, and its months.

boxes   boxes for a setting: what stands in them, and what is wrong with it
closed  the two closed boxes
known   dates, customers in common, one stand for all, the goal
months  the money of the chosen fairs, month by month
pairs   customers in common of two fairs that have a number of their own
"""
