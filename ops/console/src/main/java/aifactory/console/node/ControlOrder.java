package aifactory.console.node;

import aifactory.event.NodeAction;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What nodes are asked to do.
///
/// @param action start, stop or drain
/// @param role for all nodes at once: worker, master or all (the default)
public record ControlOrder(
    @NotNull @Pattern(regexp = "start|stop|drain", message = "must be start, stop or drain")
        String action,
    @Nullable @Pattern(regexp = "worker|master|all") String role) {

  NodeAction wanted() {
    return NodeAction.valueOf(action.toUpperCase(Locale.ROOT));
  }
}
