"""What the team keeps: the ledger of jobs, the tracker that follows them, the archive of what they made. No Streamlit, no HTTP server."""
