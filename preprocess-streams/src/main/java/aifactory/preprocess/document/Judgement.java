package aifactory.preprocess.document;

/// What judging has made of a document so far.
public sealed interface Judgement permits Draft, Rejected {
  Origin origin();
}
