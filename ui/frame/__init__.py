"""What surrounds every page: shell, menu, browser, blocks.

blocks        blocks of any page
browser       the address bar and the clipboard
choices       boxes with a choice whose labels change
door          the door of what is not for strangers
failed        an error that nobody foresaw
grids         what was edited in one of Streamlit's grids
method        the page that explains the model
print_button  a button that prints one container of a page and nothing else
shell         the frame around every page
spoken        what the browser is told: the language, in Streamlit's own texts too, and where we are
style         how pages look where Streamlit's own layout does not reach
"""
