"""What is lost when the database, the disk or a process breaks: nothing may be.

stores  of what many save at once: `python -m benchmarks.faults`
pages   of what is saved in pages behind nginx: `python -m benchmarks.faults.pages`
"""
