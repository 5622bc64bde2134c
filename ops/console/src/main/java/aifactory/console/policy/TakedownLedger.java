package aifactory.console.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/// Takedowns ever ordered.
@ApplicationScoped
class TakedownLedger implements PanacheRepositoryBase<TakedownEntity, TakedownEntity.Key> {}
