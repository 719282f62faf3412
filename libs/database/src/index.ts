export { dataSource, migrate } from './database.js';
