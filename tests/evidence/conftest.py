"""The projects are data: their own tests are none of ours."""

collect_ignore = ["projects"]
