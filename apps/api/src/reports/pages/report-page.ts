import type { Report } from '@redress/views';
import type { Language } from './page.js';
export function reportPage(report: Report, language: Language): string {
  return `${report.report} ${language}`;
}
