export default { optimizeDeps: { exclude: ['planscore'] } };
