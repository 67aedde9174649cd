// Tests of StackFile.
