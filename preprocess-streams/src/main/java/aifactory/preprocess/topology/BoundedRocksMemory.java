package aifactory.preprocess.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/// One memory budget for all stores of the process; by default each store of each partition takes
/// 50 MB and more of its own.
public final class BoundedRocksMemory implements RocksDBConfigSetter {
  private static final long TOTAL_BYTES = 64L * 1024 * 1024;
  private static final long WRITE_BUFFER_BYTES = 24L * 1024 * 1024;
  private static final long BUFFER_BYTES = 2L * 1024 * 1024;
  private static final long BLOCK_BYTES = 4096;

  // Shared by all stores, so never closed here: they live as long as the process.
  private static final Cache CACHE = new LRUCache(TOTAL_BYTES, -1, false, 0.1);
  private static final WriteBufferManager BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setBlockSize(BLOCK_BYTES);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String storeName, Options options) {
    // Everything here is shared.
  }
}
