package aifactory.inference.batch;

/// How a batch is run.
///
/// @param rows texts made at once
/// @param guestRows rows beyond those, for clients of whom no text is being made
/// @param waiting texts that may wait for a row; more are refused
/// @param chunkTokens tokens of a prompt that are read between two steps; 0 = by the model's size
public record BatchSettings(int rows, int guestRows, int waiting, int chunkTokens) {}
