// Tests of StackModel.
