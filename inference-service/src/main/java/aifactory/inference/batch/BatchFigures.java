package aifactory.inference.batch;

/// What a batch does and did, for people.
///
/// @param rows texts that have room at once
/// @param window tokens per text
/// @param cacheBytes what keys and values occupy
/// @param active texts being made
/// @param waiting texts that wait for a row
/// @param steps decoding steps
/// @param tokens tokens made; per step it is the mean size of the batch
/// @param prompted prompt tokens computed
/// @param reused prompt tokens that were there already
public record BatchFigures(
    int rows,
    int window,
    long cacheBytes,
    int active,
    int waiting,
    long steps,
    long tokens,
    long prompted,
    long reused) {}
