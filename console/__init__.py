"""The command line: arguments, and the answers as text for people; as JSON for programs they are in
`sim.many.figures`.

answer_text    the answer in words for a terminal
arguments      the arguments and the help
backup         the database as one file, and put back
evaluating     what came of a fair, and the plan for the next one
asking         what can be asked of a plan on the command line, and the work behind each
               question
leads          what a file of leads counts
lines          what the answers to several questions say in the same way
many           a table of the answers of many plans
main           the answer, and how it ends
question_json  the answer to a question as one JSON object, under permanent keys
question_text  the answer to a question in words for a terminal
questions      the questions of the command line, by the word that asks them
terminal       the language in which a terminal is answered, and how far a long run has come
year           which fairs of a year, for this money
"""
