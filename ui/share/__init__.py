"""Share, the board, and what somebody with a presentation link sees.

board      the board page
downloads  files to keep
page       the page that hands the plan on
presented  what a presentation link shows
"""
