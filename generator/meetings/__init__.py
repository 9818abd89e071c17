"""The meeting cycle (P-CL02, clause 4-4): its states over the records, the changes of a record, what is due."""
