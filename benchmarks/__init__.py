"""Side by side with what somebody would use instead; always ratios within one run."""
