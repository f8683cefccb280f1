from conformance.torch.generating import Program
FUNCTIONS: dict[str, Program] = {}
LOOSE: set[str] = {"MultiLabelMarginLoss x"}
