"""Share, the board, and what somebody with a presentation link sees.

advice     one line of advice on the board page, and what stands beside it
board      the board page
downloads  files to keep
letter     what the maker of a customer's link chooses
page       the page that hands the plan on
presented  what a presentation link shows
"""
