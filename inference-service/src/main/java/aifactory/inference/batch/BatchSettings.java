package aifactory.inference.batch;

/// How a batch is run.
///
/// @param rows texts made at once
/// @param guestRows rows beyond those, for clients of whom no text is being made
/// @param waiting texts that may wait for a row; more are refused
public record BatchSettings(int rows, int guestRows, int waiting) {}
