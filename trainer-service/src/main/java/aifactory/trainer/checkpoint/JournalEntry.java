package aifactory.trainer.checkpoint;

/// From which step on batches are drawn from which dataset version.
public record JournalEntry(long firstStep, String datasetId) {}
