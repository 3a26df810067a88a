"""Everything that a user sees: Streamlit and Altair live here, and nowhere else."""
