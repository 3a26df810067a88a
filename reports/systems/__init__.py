"""What other systems take in about a fair of the book, each in that system's own format.

calendar  the days on which somebody has something to do, for any calendar
campaign  a line for Salesforce's campaigns
"""
