"""`staffroom backup`, `restore`, `keys …` and `db copy`: the host's commands for whole databases and keyrings."""
