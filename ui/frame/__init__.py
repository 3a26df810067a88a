"""What surrounds every page: shell, menu, browser, blocks.

blocks        blocks of any page
browser       the address bar and the clipboard
choices       boxes with a choice whose labels change
method        the page that explains the model
print_button  a button that prints one container of a page and nothing else
shell         the frame around every page
"""
