"""What is measured: each against a peer or a limit in the same run, with a control that has to miss it."""
