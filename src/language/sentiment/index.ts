export { createMoodReader, MOOD_FILE, type MoodLabel, type ReadMood } from './read-mood.ts';
