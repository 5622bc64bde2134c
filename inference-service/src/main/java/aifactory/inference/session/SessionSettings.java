package aifactory.inference.session;

/// How much of the machine a model may take.
///
/// @param threads cores that one step uses
/// @param rows texts that should have room in the cache at once
/// @param cacheBytes what keys and values of all rows may occupy
public record SessionSettings(int threads, int rows, long cacheBytes) {}
