package aifactory.console.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/// Policies in force.
@ApplicationScoped
class PolicyLedger implements PanacheRepositoryBase<PolicyEntity, PolicyEntity.Key> {}
