"""What policymakers do: open their page, respond, ask a colleague, leave; and how it is looked after here."""
