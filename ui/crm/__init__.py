"""Files of leads out of other systems, opened on Plan and on Evaluate: what only the visitor knows
of them, and what they count.

asks        what has to be said before anything is taken over
counted     what a file counts, what was left out, and how it was read
names       what the roles of columns and the meanings of words are called
opened      the file that is opened at a door, what is said of it, and what it counts
refine      what columns and words are, and which sources count
remembered  what was said of a file, for the next with the same headings
said        what is said of a file, over what was guessed, and how that is kept
through     a file from what it came to up to what is offered of it, at every door
upload      a file is chosen, and what it came to is said
"""
