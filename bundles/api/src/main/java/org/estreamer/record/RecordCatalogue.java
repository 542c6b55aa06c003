package org.estreamer.record;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Knows what there are layouts for. A service. */
@ProviderType
public interface RecordCatalogue {
    /**
     * Every record type that layouts describe.
     *
     * @return in the order of their numbers
     */
    List<RecordType> recordTypes();
}
