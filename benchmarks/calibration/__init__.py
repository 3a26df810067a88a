"""Whether what is said holds as often as it says, over fairs that are drawn plainly.

fairs       one fair, told of bit by bit: `python -m benchmarks.calibration`
good_years  whether good years were good everywhere: `python -m benchmarks.calibration.good_years`
years       next year's plan, after so many years: `python -m benchmarks.calibration.years`
"""
