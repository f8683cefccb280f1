from torch import nn


class A(B):
    pass


class B(A):
    pass


model = A()
