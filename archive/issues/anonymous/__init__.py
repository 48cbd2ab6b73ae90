"""Issues raised and supported without a name: nobody in a row, a count key that dies, a receipt that remains."""
