/** PostgreSQL as the store of a clustered unit's metadata: connections, migrations, and what a refusal means. */
@NullMarked
package io.cellport.storage.postgres;

import org.jspecify.annotations.NullMarked;
