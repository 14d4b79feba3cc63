import { startFinder } from "./finder.ts";
import { startCopyButtons, startSlashKey, startTableFilters } from "./page-extras.ts";

// Every page works without this file; what it adds is unhidden by it.
startSlashKey();
startCopyButtons();
startTableFilters();
startFinder();
