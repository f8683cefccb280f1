from net import Net
from ptflops import get_model_complexity_info

macs, params = get_model_complexity_info(Net(), (3, 56, 56))
